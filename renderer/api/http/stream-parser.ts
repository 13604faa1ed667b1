// text/event-stream (HTML Living Standard, 9.2.6), as far as our host uses it: `id` and `data`. Pure.

export interface StreamMessage {
  /** The `id` of the message, or that of an earlier one; "" where there was none. */
  readonly id: string;
  readonly data: string;
}

export class StreamParser {
  /** What came of a line that is not at its end yet. */
  #rest = "";
  /** The last chunk ended with a CR; an LF that follows belongs to it. */
  #afterCr = false;
  #id = "";
  #data: string[] = [];

  /** Takes the next piece of text, cut wherever it may be; gives the messages that it completes. */
  push(text: string): StreamMessage[] {
    const messages: StreamMessage[] = [];
    let rest = this.#afterCr && text.startsWith("\n") ? text.slice(1) : text;
    if (text !== "") this.#afterCr = text.endsWith("\r");
    rest = this.#rest + rest;
    let from = 0;
    for (const { index, 0: end } of rest.matchAll(/\r\n|\n|\r/g)) {
      const message = this.#line(rest.slice(from, index));
      if (message !== null) messages.push(message);
      from = index + end.length;
    }
    this.#rest = rest.slice(from);
    return messages;
  }

  #line(line: string): StreamMessage | null {
    if (line === "") {
      const message = this.#data.length === 0 ? null : { id: this.#id, data: this.#data.join("\n") };
      this.#data = [];
      return message;
    }
    const [, field, value] = /^([^:]*):? ?(.*)$/s.exec(line)!;
    if (field === "data") this.#data.push(value!);
    if (field === "id" && !value!.includes("\0")) this.#id = value!;
    return null;
  }
}
