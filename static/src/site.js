// Starts the few GOV.UK Frontend components that the pages use. Everything works without it.
import { Button, ErrorSummary, SkipLink, createAll } from "govuk-frontend";
import { exit } from "./exit.js";
import { location } from "./location.js";
import { selects } from "./selects.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
createAll(Button, { preventDoubleClick: true });
createAll(ErrorSummary);
createAll(SkipLink);
exit();
location();
selects();
