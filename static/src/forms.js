// Comforts of longer forms: answers that open others, counted letters, a password that can be shown.
import { CharacterCount, Checkboxes, PasswordInput, Radios, createAll } from "govuk-frontend";

createAll(CharacterCount);
createAll(Checkboxes);
createAll(PasswordInput);
createAll(Radios);
