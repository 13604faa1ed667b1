// placeholder
import { Command } from "commander";
export function logCommand(): Command {
  return new Command("log");
}
