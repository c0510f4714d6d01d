const key = 'paperboy-theme';
const themes = ['auto', 'light', 'dark'] as const;

/** A button that goes through the three: as the system has it, light, dark. A browser that keeps nothing forgets it. */
export function themeButton(button: HTMLElement): void {
  let theme = kept();
  const apply = () => {
    document.documentElement.dataset['theme'] = theme;
    button.textContent = `Theme: ${theme}`;
  };
  apply();
  button.addEventListener('click', () => {
    theme = themes[(themes.indexOf(theme) + 1) % themes.length] ?? 'auto';
    apply();
    keep(theme);
  });
}

function kept(): (typeof themes)[number] {
  try {
    return themes.find((theme) => theme === localStorage.getItem(key)) ?? 'auto';
  } catch {
    return 'auto';
  }
}

function keep(theme: string): void {
  try {
    localStorage.setItem(key, theme);
  } catch {
    // Storage is switched off: the theme holds for this page alone.
  }
}
