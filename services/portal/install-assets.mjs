// Runs `npm ci` only when package-lock.json differs from what node_modules was installed from,
// so that a rebuild neither needs the network nor waits for npm.
import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, readFileSync } from "node:fs";

const lock = "package-lock.json";
const installed = "node_modules/.installed-package-lock.json";

if (!existsSync(installed) || !readFileSync(installed).equals(readFileSync(lock))) {
  execFileSync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], {
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  copyFileSync(lock, installed);
}
