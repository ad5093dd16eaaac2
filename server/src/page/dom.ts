// Elements of the page, made without HTML in strings: what stands in a file can never become markup.

type Properties<Name extends keyof HTMLElementTagNameMap> = Partial<
  Omit<HTMLElementTagNameMap[Name], 'style' | 'dataset'>
> & { readonly data?: Readonly<Record<string, string>> };

/** A new element with its properties and children. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  { data = {}, ...properties }: Properties<Name> = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const made = Object.assign(document.createElement(name), properties);
  Object.assign(made.dataset, data);
  made.append(...children);
  return made;
}

/** An element that stands in the page from the start. */
export function byId<Type extends HTMLElement>(id: string, type: new () => Type): Type {
  const found = document.getElementById(id);
  if (!(found instanceof type)) throw new Error(`#${id} is not on the page`);
  return found;
}

/** Fills a list of choices; the chosen one stays where it is still there. */
export function fillChoices(
  select: HTMLSelectElement,
  choices: readonly { readonly value: string; readonly label: string }[],
): void {
  const before = select.value;
  select.replaceChildren(...choices.map(({ value, label }) => element('option', { value }, label)));
  if (choices.some(({ value }) => value === before)) select.value = before;
}
