// Asks the host what must be known before anything can be shown.

import { RotateCcw } from "lucide-react";
import { useEffect, useState } from "react";
import type { Client } from "../api/client.ts";
import { ClientProvider, useAsync } from "../api/context.tsx";
import { PlatformProvider } from "../keys/platform.ts";
import { applyTheme } from "../theme/apply.ts";
import { Button } from "../widgets/button.tsx";
import styles from "./boot.module.css";
import { messageOf } from "./errors.ts";
import { Frame } from "./frame.tsx";
import { AppModel } from "./model.ts";
import { Notice } from "./notice.tsx";
import { browserPage } from "./page.ts";
import { AppProvider } from "./provider.tsx";

export function Boot({ client }: { readonly client: Client }) {
  const [attempt, setAttempt] = useState(0);
  const started = useAsync(async () => {
    const [info, settings, cases] = await Promise.all([
      client.call("app.info", {}),
      client.call("settings.get", {}),
      client.call("case.list", {}),
    ]);
    applyTheme(settings.theme);
    return { info, settings, cases };
  }, [client, attempt]);

  if (started.state === "failed") {
    return (
      <Notice
        title="Inquest cannot start"
        actions={
          <Button variant="main" icon={RotateCcw} onPress={() => setAttempt(attempt + 1)}>
            Try again
          </Button>
        }
      >
        {messageOf(started.error)}
      </Notice>
    );
  }
  if (started.state === "loading") {
    return (
      <main className={styles.starting} aria-busy="true">
        Starting…
      </main>
    );
  }
  return <Started client={client} {...started.value} />;
}

type StartedProps = ConstructorParameters<typeof AppModel>[2] & { readonly client: Client };

function Started({ client, info, settings, cases }: StartedProps) {
  const [model, setModel] = useState<AppModel | null>(null);
  useEffect(() => {
    const made = new AppModel(client, browserPage, { info, settings, cases });
    setModel(made);
    return () => made.end();
    // oxlint-disable-next-line react/exhaustive-deps -- what was asked at the start is only where it starts from
  }, [client]);
  if (model === null) return null;
  return (
    <ClientProvider value={client}>
      <PlatformProvider value={info.platform}>
        <AppProvider model={model}>
          <Frame />
        </AppProvider>
      </PlatformProvider>
    </ClientProvider>
  );
}
