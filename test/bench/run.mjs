// The command line with its peak memory told on stderr at the end.
import { main } from "../../dist/cli.js";

await main(process.argv.slice(2));
process.stderr.write(`peak-rss-kb ${process.resourceUsage().maxRSS}\n`);
