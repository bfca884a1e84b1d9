// `node rpde.mjs ADDRESS` prints what OpenActive's validator says of a change feed (RPDE 1.0), and its version.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const { RpdeValidator } = require("@openactive/rpde-validator");
const checked = await RpdeValidator(process.argv[2], { logCallback: () => {}, pageLimit: 100 });
const found = checked.pages.flatMap((page) => page.errors ?? []).map((error) => error.data)
  .filter((data) => data?.severity === "failure").map((data) => [data.type, data.message]);
const about = new URL("node_modules/@openactive/rpde-validator/package.json", import.meta.url);
const { version } = JSON.parse(readFileSync(about));
process.stdout.write(JSON.stringify({ version, pages: checked.pages.length, found }));
