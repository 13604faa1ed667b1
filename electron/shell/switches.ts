// Chromium's own services that would open a connection, switched off before it starts. The program's evidence is for
// nobody's eyes but the reviewer's, and it must run where there is no network at all.

import type { App } from "electron";

/**
 * Switches of Chromium (content/public/common/content_switches.cc, components/network_session_configurator,
 * services/network/public/cpp/network_switches.cc), each with its value.
 */
export const SWITCHES: readonly (readonly [name: string, value?: string])[] = [
  ["disable-background-networking"],
  ["disable-component-update"],
  ["disable-domain-reliability"],
  ["disable-breakpad"],
  // <a ping> and navigator.sendBeacon.
  ["no-pings"],
  // Without it, "detect automatically" asks the network for a proxy (WPAD).
  ["no-proxy-server"],
  // Whatever slips through all else finds no address: no name is ever looked up.
  ["host-resolver-rules", "MAP * ~NOTFOUND"],
  // WebRTC knows no content security policy; it gets no way out but a proxy, and there is none.
  ["force-webrtc-ip-handling-policy", "disable_non_proxied_udp"],
];

/** Before the application is ready: Chromium reads its switches once. */
export function switchServicesOff({ commandLine }: Pick<App, "commandLine">): void {
  for (const [name, value] of SWITCHES) {
    if (value === undefined) commandLine.appendSwitch(name);
    else commandLine.appendSwitch(name, value);
  }
}

/** Switches by which whoever starts the program could watch it, divert it or unlock its pages. */
const UNWANTED = [
  "remote-debugging-port",
  "remote-debugging-pipe",
  "remote-debugging-address",
  "remote-allow-origins",
  "disable-web-security",
  "allow-running-insecure-content",
  "proxy-server",
  "proxy-pac-url",
  "proxy-auto-detect",
  "host-rules",
  "load-extension",
];

/** For packaged programs: tests and those who work on the program need to look inside. */
export function dropUnwantedSwitches({ commandLine }: Pick<App, "commandLine">): void {
  for (const name of UNWANTED) if (commandLine.hasSwitch(name)) commandLine.removeSwitch(name);
}
