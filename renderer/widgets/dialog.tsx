// A question over everything else. Escape and a press outside close it; the focus returns to where it was.

import { X } from "lucide-react";
import type { ReactNode } from "react";
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { IconButton } from "./button.tsx";
import { cx } from "./cx.ts";
import styles from "./dialog.module.css";

export interface DialogProps {
  readonly title: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** Buttons, the main one last. */
  readonly footer?: ReactNode;
  /** In pixels; 480 where none is given. */
  readonly width?: number | undefined;
  /** For what must be answered by a button: a press outside does nothing. */
  readonly stays?: boolean | undefined;
}

export function Dialog({
  title,
  isOpen,
  onClose,
  children,
  footer,
  width = 480,
  stays = false,
}: DialogProps) {
  return (
    <ModalOverlay
      className={styles.scrim ?? ""}
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
      isDismissable={!stays}
    >
      <Modal className={styles.modal ?? ""} style={{ width }}>
        <AriaDialog className={styles.dialog ?? ""}>
          <header className={styles.head}>
            <Heading slot="title" className={styles.title ?? ""}>
              {title}
            </Heading>
            <IconButton label="Close" icon={X} onPress={onClose} />
          </header>
          <div className={styles.body}>{children}</div>
          {footer !== undefined && footer !== null && <footer className={cx(styles.foot)}>{footer}</footer>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
