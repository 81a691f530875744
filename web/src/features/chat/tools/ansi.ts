// Takes the control sequences of terminals out of a text, and lets a carriage return start its line anew.

// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what is looked for
const SEQUENCE = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)|[@-Z\\-_])/g;

export function stripAnsi(text: string): string {
  return text
    .replace(SEQUENCE, "")
    .replace(/\r\n/g, "\n")
    .replace(/^.*\r(?=.)/gm, "");
}
