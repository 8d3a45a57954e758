export type PageText = {
  readonly title: string;
  readonly text: string;
  /** Where it goes on, from the page's own address. */
  readonly link: { readonly href: string; readonly text: string };
  /** Goes on by itself. */
  readonly isPassing?: boolean;
};

/** A page of log-in, which needs no script. Its link is followed from here, so that the browser sends the strict cookie. */
export function loginPage({ title, text, link, isPassing = false }: PageText): string {
  const href = escaped(link.href);
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <meta name="referrer" content="no-referrer" />
    ${isPassing ? `<meta http-equiv="refresh" content="0;url=${href}" />` : ''}
    <title>${escaped(title)} · VoxBridge</title>
    <link rel="icon" href="data:," />
    <style>
      body { font: 1rem/1.5 system-ui, sans-serif; max-width: 34rem; margin: 18vh auto 0; padding: 0 1.5rem; }
      h1 { font-size: 1.5rem; }
    </style>
  </head>
  <body>
    <h1>${escaped(title)}</h1>
    <p>${escaped(text)}</p>
    <p><a href="${href}">${escaped(link.text)}</a></p>
  </body>
</html>
`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/gu, (sign) => ESCAPES[sign] ?? '');
}
