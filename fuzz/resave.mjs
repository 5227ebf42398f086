// Opens workbooks and saves them again: node resave.mjs sheetjs|exceljs SOURCE TARGET [SOURCE TARGET]...
import { createRequire } from "node:module";
import { join } from "node:path";

const require = createRequire(join(process.cwd(), "node_modules", "-"));
const [saver, ...files] = process.argv.slice(2);

for (let at = 0; at < files.length; at += 2) {
  const [source, target] = files.slice(at, at + 2);
  if (saver === "sheetjs") {
    const sheets = require("xlsx");
    const book = sheets.readFile(source, { cellStyles: true, cellNF: true, cellFormula: true, cellDates: false });
    sheets.writeFile(book, target, { bookType: "xlsx", cellStyles: true });
  } else {
    const { Workbook } = require("exceljs");
    const book = new Workbook();
    await book.xlsx.readFile(source);
    await book.xlsx.writeFile(target);
  }
}
