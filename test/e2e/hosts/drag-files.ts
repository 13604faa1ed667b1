// Drag and drop of files of this machine. They come through an input, since files that a script makes have no path;
// then they are dropped as a desktop drops them.

import type { Page } from "playwright";

export async function dragFiles(page: Page, paths: readonly string[]): Promise<void> {
  const input = await page.evaluateHandle(() => {
    const input = Object.assign(document.createElement("input"), {
      type: "file",
      multiple: true,
      hidden: true,
    });
    document.body.append(input);
    return input;
  });
  await input.setInputFiles([...paths]);
  await input.evaluate((input) => {
    const dataTransfer = new DataTransfer();
    for (const file of input.files!) dataTransfer.items.add(file);
    input.remove();
    for (const type of ["dragenter", "dragover", "drop"]) {
      const event = new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true, composed: true });
      document.body.dispatchEvent(event);
    }
  });
  await input.dispose();
}
