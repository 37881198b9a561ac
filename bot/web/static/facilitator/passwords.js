/** Fields for passwords. */

import { words } from "../texts/facilitator.en.js";
import { field } from "./form.js";

const SHORTEST = 10; // characters, as the server asks for

/** For a password that somebody has already. */
export function knownPassword(label = words.signIn.password) {
  return field(
    { label, type: "password", missing: words.signIn.passwordMissing },
    { autocomplete: "current-password", maxlength: 200 },
  );
}

/** For a password that is chosen now. */
export function newPassword(label) {
  return field(
    {
      label,
      hint: words.password.rule(SHORTEST),
      type: "password",
      missing: words.password.missing,
      check: (value) => (value.length < SHORTEST ? words.password.short(SHORTEST, value.length) : null),
    },
    { autocomplete: "new-password", maxlength: 200 },
  );
}
