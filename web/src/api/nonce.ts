const given = document.querySelector('meta[name="style-nonce"]')?.getAttribute('content') ?? '';

/** What style elements that scripts make must carry; nothing where no server filled it in. */
export const nonce = given.startsWith('%') ? '' : given;
