// A drawing as PNG: the server's SVG file, painted at twice its size and handed over as a download.
const TWICE = 2;

async function save(button: HTMLElement): Promise<void> {
  const picture = new Image();
  picture.src = button.dataset.png ?? "";
  await picture.decode();
  const canvas = document.createElement("canvas");
  canvas.width = picture.naturalWidth * TWICE;
  canvas.height = picture.naturalHeight * TWICE;
  canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/png"));
  if (!blob) return;
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = `${button.dataset.name ?? "figure"}.png`;
  link.click();
  URL.revokeObjectURL(link.href);
}

document.documentElement.classList.add("has-figures"); // without script there is the SVG beside the button
document.addEventListener("click", (event) => {
  const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-png]") : null;
  if (button) void save(button);
});
