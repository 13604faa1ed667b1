// The bar at the top: the program, the open cases, the screens of the case, and what belongs to neither.

import { Menu, Monitor, Moon, Sun } from "lucide-react";
import { run } from "../keys/registry.ts";
import { commandOf } from "../keys/table.ts";
import { cx } from "../widgets/cx.ts";
import { MenuButton } from "../widgets/menu-button.tsx";
import { CaseSwitcher } from "./case-switcher.tsx";
import type { Overlay } from "./commands.ts";
import { useApp } from "./context.ts";
import styles from "./header.module.css";
import { Logo } from "./logo.tsx";
import { CASE_SCREENS, formatRoute } from "./route.ts";
import { SCREEN_TITLES } from "./titles.ts";

const THEME_ICONS = { system: Monitor, light: Sun, dark: Moon };
const THEMES = [
  { id: "theme.system", label: "As the system", icon: Monitor },
  { id: "theme.light", label: "Light", icon: Sun },
  { id: "theme.dark", label: "Dark", icon: Moon },
];

export function Header({ onMenu }: { readonly onMenu: (overlay: Overlay) => void }) {
  const { info, route, current, settings } = useApp();
  const menu = (["palette", "help.keys", "window.new", "help.about"] as const)
    .filter((id) => id !== "window.new" || info.capabilities.newWindow)
    .map((id) => ({ id, label: commandOf(id).title, keys: commandOf(id).keys }));
  return (
    <header className={styles.header} data-region="" tabIndex={-1}>
      <a href="#/" className={styles.home} aria-current={route.screen === "start" ? "page" : undefined}>
        <Logo />
        <span className={styles.name}>{info.name}</span>
        <span className="visually-hidden">: start</span>
      </a>
      <CaseSwitcher />
      <div className={styles.right}>
        <nav className={styles.nav} aria-label="Screens">
          {current !== null &&
            CASE_SCREENS.map((screen) => (
              <Tab
                key={screen}
                href={formatRoute({ screen, case: current.id })}
                selected={route.screen === screen}
              >
                {SCREEN_TITLES[screen]}
              </Tab>
            ))}
          <Tab href="#/trust" selected={route.screen === "trust"}>
            Trust
          </Tab>
        </nav>
        <MenuButton
          label="Light or dark"
          icon={THEME_ICONS[settings.theme]}
          items={THEMES}
          onAction={run}
          variant="quiet"
          iconOnly
        />
        <MenuButton
          label="Menu"
          icon={Menu}
          items={menu}
          onAction={(id) => {
            if (id === "palette" || id === "help.keys" || id === "help.about") onMenu(OVERLAYS[id]);
            else run(id);
          }}
          variant="quiet"
          iconOnly
        />
      </div>
    </header>
  );
}

const OVERLAYS = { palette: "palette", "help.keys": "keys", "help.about": "about" } as const;

interface TabProps {
  readonly href: string;
  readonly selected: boolean;
  readonly children: string;
}

function Tab({ href, selected, children }: TabProps) {
  return (
    <a
      href={href}
      className={cx(styles.tab, selected && styles.selected)}
      aria-current={selected ? "page" : undefined}
    >
      {children}
    </a>
  );
}
