import { describe, expect, it } from 'vitest';
import { addressIn, otherLanguages } from './languages';

describe('the page in another language', () => {
  it('is offered by its own name, with its own address', () => {
    expect(otherLanguages).toContainEqual({ code: 'de', name: 'Deutsch', page: './de.html' });
    expect(otherLanguages.some(({ code }) => code === 'en')).toBe(false);
  });

  it('shows the same as the address that is left', () => {
    expect(addressIn('./de.html', '', '')).toBe('./de.html');
    expect(addressIn('./', '?language=de', '#message=1')).toBe('./#message=1');
    expect(addressIn('./de.html', '?lesson=names&language=en&embed=1', '')).toBe(
      './de.html?lesson=names&embed=1',
    );
  });
});
