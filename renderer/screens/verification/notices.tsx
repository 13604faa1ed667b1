// What stands between the verdict and the checks: the file changed, trust changed, nobody trusted vouches for it.

import { KeyRound, RefreshCw } from "lucide-react";
import type { Case } from "../../../shared/contract/cases.ts";
import { useApp } from "../../app/context.ts";
import { Button } from "../../widgets/button.tsx";
import { Callout } from "../../widgets/callout.tsx";
import { Evidence } from "../../widgets/evidence.tsx";
import { strangers } from "./model/signers.ts";
import type { Stranger } from "./model/signers.ts";
import { STRANGER_WORDS } from "./model/stranger-words.ts";
import styles from "./notices.module.css";

export interface NoticesProps {
  readonly shown: Case;
  readonly onTrust: (stranger: Stranger) => void;
}

export function Notices({ shown, onTrust }: NoticesProps) {
  // Whom the trust file of today does not hold is known once it is verified again.
  const unknown = shown.trustChanged ? [] : strangers(shown.verdict);
  const quiet =
    shown.disk === "unchanged" && !shown.trustChanged && unknown.length === 0 && shown.origin !== "sample";
  if (quiet) return null;
  return (
    <div className={styles.notices}>
      <Disk shown={shown} />
      {shown.trustChanged && (
        <Callout
          tone="warn"
          title="Your trust file changed after this verdict"
          // One button is enough: verifying again reads both.
          actions={shown.disk === "unchanged" ? <Again shown={shown} /> : undefined}
        >
          The checks below are judged by the trust file as it was then.
        </Callout>
      )}
      {unknown.map((stranger) => (
        <Unknown key={stranger.role} stranger={stranger} onTrust={onTrust} />
      ))}
      {shown.origin === "sample" && (
        <Callout tone="info">
          This is the sample. It is judged by its own demonstration keys, which count for nothing else; your
          trust file plays no part in it.
        </Callout>
      )}
    </div>
  );
}

function Disk({ shown }: { readonly shown: Case }) {
  if (shown.disk === "changed") {
    return (
      <Callout tone="bad" title="The file changed after it was verified" actions={<Again shown={shown} />}>
        The verdict is about the file as it was. What is there now was not verified.
      </Callout>
    );
  }
  if (shown.disk === "missing") {
    return (
      <Callout tone="warn" title="The file is gone" actions={<Again shown={shown} />}>
        <Evidence text={shown.path} mono /> is not there any more. The verdict below is about the file as it
        was.
      </Callout>
    );
  }
  return null;
}

function Again({ shown }: { readonly shown: Case }) {
  const app = useApp();
  return (
    <Button icon={RefreshCw} isDisabled={app.busy !== null} onPress={() => void app.verify(shown.id)}>
      Verify again
    </Button>
  );
}

function Unknown({ stranger, onTrust }: { readonly stranger: Stranger } & Pick<NoticesProps, "onTrust">) {
  const { title, names, unnamed } = STRANGER_WORDS[stranger.role];
  const action = (
    <Button variant="main" icon={KeyRound} onPress={() => onTrust(stranger)}>
      Trust a key…
    </Button>
  );
  return (
    <Callout tone="warn" title={title} actions={action}>
      {stranger.hints.length === 0 ? (
        unnamed
      ) : (
        <>
          {names}{" "}
          {stranger.hints.map((hint, index) => (
            <span key={hint}>
              {index > 0 && ", "}
              <Evidence text={hint} mono />
            </span>
          ))}
          . Anybody can write that: get the key from its owner, by a way that you trust, and compare it.
        </>
      )}
    </Callout>
  );
}
