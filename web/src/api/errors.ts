// What went wrong with a call, in words for people. The server answers with `{message, detail?, validations?}`
// (platform.md 1.3); anything else is given a message here.

export interface Validation {
  field: string;
  detail: string;
}

export class ApiError extends Error {
  /** The HTTP status; 0 when the server could not be reached. */
  readonly status: number;
  readonly detail: string;
  readonly validations: readonly Validation[];

  constructor(status: number, message: string, detail = "", validations: readonly Validation[] = []) {
    super(message);
    this.name = "ApiError";
    this.status = status;
    this.detail = detail;
    this.validations = validations;
  }

  /** What is wrong with one field, if the server said so. */
  field(name: string): string | undefined {
    return this.validations.find((it) => it.field === name)?.detail;
  }
}

const FALLBACK: Record<number, string> = {
  401: "You are signed out.",
  403: "You may not do this.",
  404: "This does not exist, or you may not see it.",
  413: "This is too large for the server.",
  429: "Too many requests. Wait a moment, then try again.",
};

export function errorFromBody(status: number, body: unknown): ApiError {
  const fields = typeof body === "object" && body !== null ? (body as Record<string, unknown>) : {};
  const message = typeof fields.message === "string" && fields.message !== "" ? fields.message : undefined;
  const detail = typeof fields.detail === "string" ? fields.detail : "";
  const validations = Array.isArray(fields.validations) ? (fields.validations as Validation[]) : [];
  const fallback = FALLBACK[status] ?? `The server answered with status ${status}.`;
  return new ApiError(status, message ?? fallback, detail, validations);
}

export function toApiError(cause: unknown): ApiError {
  if (cause instanceof ApiError) return cause;
  if (cause instanceof TypeError) {
    return new ApiError(0, "The server cannot be reached.", "Check that it runs and that you are online.");
  }
  return new ApiError(0, cause instanceof Error ? cause.message : "Something went wrong.");
}
