// Composition root of the interface.

import { createRoot } from "react-dom/client";
import "./theme/tokens.css";

createRoot(document.querySelector("#root")!).render(<p>Inquest</p>);
