// The words by which a person approves a plan. Pure.

/** The message that approves the plan in the file `path`. */
export const approvalOf = (path: string): string => `Go ahead with the plan in ${path}.`;
