// The typed client of the API: one instance, same origin, session cookie. `unwrap` turns an answer into its value or
// an `ApiError`.

import createClient from "openapi-fetch";
import { errorFromBody, toApiError } from "./errors";
import type { paths } from "./schema";

export const client = createClient<paths>({ credentials: "same-origin" });

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

export async function unwrap<T>(call: Promise<Answer<T>>): Promise<T> {
  let answer: Answer<T>;
  try {
    answer = await call;
  } catch (cause) {
    throw toApiError(cause);
  }
  if (!answer.response.ok) {
    if (answer.response.status === 401) signedOut();
    throw errorFromBody(answer.response.status, answer.error);
  }
  return answer.data as T;
}

let signedOut: () => void = () => {};

/** What to do when the server says that nobody is signed in. */
export function onSignedOut(handler: () => void): void {
  signedOut = handler;
}
