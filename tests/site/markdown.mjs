/* Writes texts as the pages do that are copied from: as text, as code, and in the cell of a table. */

import { readFileSync } from "node:fs";
import { asCode, asText } from "../../plugin/rollbook/assets/markdown.js";

const texts = JSON.parse(readFileSync(0, "utf-8"));
const written = texts.map((text) => [asText(text), asCode(text), asText(text, true)]);
process.stdout.write(JSON.stringify(written));
