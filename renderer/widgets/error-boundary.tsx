// Keeps a fault of one part of the interface from taking the rest along.

import { Component } from "react";
import type { ErrorInfo, ReactNode } from "react";
import { Fallback } from "./fallback.tsx";

export interface ErrorBoundaryProps {
  readonly children: ReactNode;
  /** What failed, for the heading: "The verification screen". */
  readonly name?: string | undefined;
  /** When this changes, what failed is tried again: another route, another case. */
  readonly resetKey?: string | undefined;
}

interface State {
  readonly error: Error | null;
  readonly where: string;
}

export class ErrorBoundary extends Component<ErrorBoundaryProps, State> {
  override state: State = { error: null, where: "" };

  static getDerivedStateFromError(error: unknown): Partial<State> {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override componentDidCatch(_error: unknown, info: ErrorInfo): void {
    this.setState({ where: info.componentStack ?? "" });
  }

  override componentDidUpdate(before: ErrorBoundaryProps): void {
    if (before.resetKey !== this.props.resetKey && this.state.error !== null) this.#again();
  }

  override render(): ReactNode {
    const { error, where } = this.state;
    if (error === null) return this.props.children;
    return (
      <Fallback
        name={this.props.name ?? "This part"}
        error={error}
        where={where}
        onRetry={() => this.#again()}
      />
    );
  }

  #again(): void {
    this.setState({ error: null, where: "" });
  }
}
