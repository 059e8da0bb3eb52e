// The line of time beside a story follows the step that is read; without this the article has a strip at each step.

const line = document.querySelector("[data-follows]");
const steps = [...document.querySelectorAll(".story__step")];

function follow(step) {
  for (const mark of line.querySelectorAll("[data-step]")) {
    if (mark.dataset.step === step.dataset.step) mark.setAttribute("aria-current", "step");
    else mark.removeAttribute("aria-current");
  }
  const mark = line.querySelector("[aria-current]");
  if (mark && line.scrollHeight > line.clientHeight) {
    const middle = mark.getBoundingClientRect().top - line.getBoundingClientRect().top + line.scrollTop;
    line.scrollTo({ top: middle - line.clientHeight / 2, behavior: "instant" });
  }
}

if (line && steps.length) {
  document.documentElement.toggleAttribute("data-story-follows", true);
  let waiting = false;
  // The step read is the last whose heading has passed the upper third of the window.
  const read = () => {
    waiting = false;
    const passed = steps.filter((step) => step.getBoundingClientRect().top < innerHeight / 3);
    follow(passed.at(-1) ?? steps[0]);
  };
  addEventListener("scroll", () => {
    if (!waiting) requestAnimationFrame(read);
    waiting = true;
  }, { passive: true });
  read();
}
