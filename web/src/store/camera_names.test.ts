import { describe, expect, it } from 'vitest';
import { nextCameraName } from './camera_names';

describe('nextCameraName', () => {
  it('goes on counting, and fills what was left free', () => {
    expect(nextCameraName(['openmv'])).toBe('cam2');
    expect(nextCameraName(['openmv', 'cam2'])).toBe('cam3');
    expect(nextCameraName(['openmv', 'cam3', 'CAM2'])).toBe('cam4');
  });
});
