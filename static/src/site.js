// Starts the few GOV.UK Frontend components that the pages use. Everything works without it.
import { Button, ErrorSummary, SkipLink, createAll } from "govuk-frontend";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
createAll(Button, { preventDoubleClick: true });
createAll(ErrorSummary);
createAll(SkipLink);
