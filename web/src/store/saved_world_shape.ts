import type {
  SavedAttacker,
  SavedCamera,
  SavedFile,
  SavedLink,
  SavedService,
  SavedWorld,
} from '../protocol/types';
import { flag, listOf, number, object, optional, orNull, type Shape, text } from './shape';

// Field by field as in sim/lab/protocol/saved_world.h: one that is missing here does not compile.
type Fields<T> = Record<keyof T, Shape>;

const FORMAT: Shape = (value) => value === 2;

const file = object({ path: text, bytes: text } satisfies Fields<SavedFile>);

const camera = object({
  name: text,
  model: orNull(text),
  number: orNull(number),
  // Missing in what was kept before cameras could run in QEMU.
  machine: optional(orNull(text)),
  powered: flag,
  clock: number,
  drive: listOf(file),
  rom: text,
} satisfies Fields<SavedCamera>);

const fault = object({
  kind: text,
  name: text,
  address: text,
  offset: number,
} satisfies Fields<SavedService['faults'][number]>);

export const savedService = object({ service: text, faults: listOf(fault) } satisfies Fields<SavedService>);

const link = object({
  link: text,
  up: flag,
  delay: number,
  bits_per_second: number,
  loss: number,
  duplication: number,
  reordering: number,
} satisfies Fields<SavedLink>);

const attacker = object({
  name: text,
  kind: text,
  link: text,
  host: text,
  camera: text,
  active: flag,
} satisfies Fields<SavedAttacker>);

/** Whether a value is a SavedWorld in all its parts. */
export const isSavedWorld: Shape = object({
  format: FORMAT,
  lesson: text,
  seed: number,
  true_time: number,
  workstation: listOf(file),
  cameras: listOf(camera),
  services: listOf(savedService),
  links: listOf(link),
  attackers: optional(orNull(listOf(attacker))),
  progress: text,
  mystery: optional(orNull(text)),
} satisfies Fields<SavedWorld>);
