// Made from the structs in sim/lab by `tlscam_types`; not to be edited.

/** Microseconds since 1970. */
export type Instant = number;
/** Microseconds. */
export type Duration = number;
export type Base64 = string;

export interface StepSnapshot {
  running_to: string;
  stopped: string;
  at: Instant | null;
  conversation: number | null;
  entry: number | null;
}

export interface LinkShown {
  up: boolean;
  delay: Duration;
  loss: number;
  duplication: number;
  reordering: number;
}

export interface FrameFault {
  action: 'drop' | 'flip';
  target: 'frame' | 'segment' | 'datagram' | 'client_hello' | 'server_hello' | 'hello_verify_request' | 'new_session_ticket' | 'certificate' | 'server_key_exchange' | 'certificate_request' | 'server_hello_done' | 'certificate_verify' | 'client_key_exchange' | 'change_cipher_spec' | 'finished' | 'alert' | 'application_data';
  direction: 'from_node' | 'to_node';
  nth: number;
  byte: number;
  bit: number;
  repair_checksums: boolean;
}

export interface FaultSnapshot {
  id: number;
  fault: FrameFault;
  state: 'pending' | 'done' | 'missed';
  title: string;
  at: Instant | null;
  text: string;
}

export interface AccessPointView {
  ssid: string;
  open: boolean;
  stations: string[];
}

export interface RadioLinkView {
  link: string;
  conditions: LinkShown;
  drop_pending: boolean;
  faults: FaultSnapshot[];
  serves: AccessPointView | null;
}

export interface NodeSnapshot {
  name: string;
  kind: 'camera' | 'workstation' | 'gateway';
  role: 'client' | 'server' | 'service' | 'workstation' | 'attacker';
  address: string;
  link: string;
  conditions: LinkShown;
  drop_pending: boolean;
  faults: FaultSnapshot[];
  radio: RadioLinkView | null;
}

export interface PinShown {
  name: string;
  camera: 'none' | 'low' | 'high';
  held: 'none' | 'low' | 'high';
}

export interface NextStep {
  kind: 'advice' | 'command' | 'python' | 'lesson' | 'link';
  text: string;
  line: string;
  camera: string;
}

export interface CameraSnapshot {
  name: string;
  model: string;
  machine: string;
  state: 'off' | 'running' | 'crashed';
  death: string;
  address: string;
  mac: string;
  clock: Instant;
  waits: string;
  script: 'none' | 'running' | 'finished' | 'raised' | 'lost';
  script_name: string;
  script_error: string;
  heap_used: number;
  heap_total: number;
  serial: 'closed' | 'free' | 'program';
  drive_total: number;
  drive_free: number;
  drive_changes: number;
  removable: boolean;
  pins: PinShown[];
  diagnosis: string;
  why: string[];
  next_steps: NextStep[];
}

export interface ServiceFaultFields {
  kind: string;
  name: string;
  address: string;
  offset: Duration;
}

export interface ServiceFaultView {
  title: string;
  fault: ServiceFaultFields;
}

export interface ServiceFaultKindView {
  kind: string;
  title: string;
  has_name: boolean;
  has_address: boolean;
}

export interface ServiceFactView {
  label: string;
  value: string;
}

export interface ServiceView {
  id: string;
  title: string;
  subject: string;
  no_fault: string;
  many_faults: boolean;
  faults: ServiceFaultView[];
  choices: ServiceFaultView[];
  kinds: ServiceFaultKindView[];
  facts: ServiceFactView[];
}

export interface LearnedView {
  at: Instant;
  kind: string;
  title: string;
  text: string;
  bytes: number;
}

export interface AttackerView {
  name: string;
  kind: string;
  title: string;
  does: string;
  link: string;
  host: string;
  camera: string;
  active: boolean;
  facts: ServiceFactView[];
  learned: LearnedView[];
  learned_total: number;
}

export interface TerminalSnapshot {
  running: boolean;
  command: string;
  exit_code: number;
  folder_changes: number;
  commands_entered: number;
}

export interface EndpointSnapshot {
  node: string;
  address: string;
  port: number;
  name: string;
  role: 'client' | 'server' | 'service' | 'workstation' | 'attacker';
}

export interface VerificationSnapshot {
  at: Instant;
  by_client: boolean;
  depth: number;
  subject: string;
  problems: string[];
}

export interface EndStateSnapshot {
  does: string;
  file: string;
  line: number;
  heap_used: number;
  instructions: number;
}

export interface LadderEntrySnapshot {
  id: number;
  at: Instant;
  arrives: Instant | null;
  from_client: boolean;
  kind: 'tcp' | 'handshake' | 'change_cipher_spec' | 'alert' | 'application_data' | 'unreadable';
  name: string;
  bytes: number;
  count: number;
  encrypted: boolean;
  lost: boolean;
  retransmitted: boolean;
  unknown: boolean;
  client: EndStateSnapshot;
  server: EndStateSnapshot;
  trust: 'waiting' | 'exposed' | 'half' | 'proved' | 'failed';
  can_intervene: boolean;
}

export interface ConversationSnapshot {
  id: number;
  revision: number;
  protocol: 'tcp' | 'tls' | 'udp' | 'dtls';
  state: 'connecting' | 'established' | 'handshaking' | 'failed' | 'closed' | 'refused' | 'reset' | 'joined';
  verdict: 'connecting' | 'handshaking' | 'encrypted' | 'proved' | 'in_clear' | 'closed_encrypted' | 'closed_proved' | 'closed_in_clear' | 'refused_by_client' | 'refused_by_server' | 'failed' | 'port_refused' | 'reset' | 'joined';
  trust: 'waiting' | 'exposed' | 'half' | 'proved' | 'failed';
  client: EndpointSnapshot;
  server: EndpointSnapshot;
  started: Instant;
  changed: Instant;
  version: string;
  cipher_suite: string;
  server_name: string;
  failure: string;
  failure_from_client: boolean;
  client_says: string;
  server_says: string;
  diagnosis: string;
  why: string[];
  next_steps: NextStep[];
  also_possible: string[];
  server_proved: boolean;
  client_proved: boolean;
  verified: VerificationSnapshot[];
  entries: LadderEntrySnapshot[];
}

export interface LessonCheckSnapshot {
  id: string;
  done: boolean;
  label: string;
  not_yet: string;
}

export interface LessonPredictionSnapshot {
  chosen: number;
  happened: number;
}

export interface LessonHintSnapshot {
  text: string;
  after: string;
  asked: boolean;
}

export interface LessonStepSnapshot {
  id: string;
  title: string;
  state: string;
  checks: LessonCheckSnapshot[];
  predictions: LessonPredictionSnapshot[];
  note: string;
  hints_total: number;
  hints: LessonHintSnapshot[];
  met: string[];
}

export interface LessonSnapshot {
  id: string;
  title: string;
  minutes: number;
  finished: boolean;
  steps: LessonStepSnapshot[];
}

export interface MysteryUse {
  text: string;
  cost: number;
}

export interface MysterySnapshot {
  seed: number;
  named: string;
  why_asked: boolean;
  used: MysteryUse[];
  points: number;
  truth: string;
  right: boolean;
}

export interface PerformanceSnapshot {
  number: number;
  goes_on: boolean;
  camera: string | null;
  written: string[];
  problem: string;
}

export interface Snapshot {
  now: Instant;
  true_time: Instant;
  paused: boolean;
  pace: number;
  step: StepSnapshot;
  seed: number;
  frames: number;
  nodes: NodeSnapshot[];
  cameras: CameraSnapshot[];
  services: ServiceView[];
  attackers: AttackerView[];
  terminal: TerminalSnapshot;
  conversations: ConversationSnapshot[];
  lesson: LessonSnapshot | null;
  mystery: MysterySnapshot | null;
  performance: PerformanceSnapshot | null;
}

export interface OutputChunk {
  camera: string;
  bytes: Base64;
}

export interface FrameShown {
  at: Instant;
  arrives: Instant | null;
  link: string;
  from_node: boolean;
  fate: 'delivered' | 'lost' | 'link_down';
  protocol: string;
  summary: string;
  source: string;
  destination: string;
  size: number;
  altered: boolean;
}

export interface Update {
  snapshot: Snapshot;
  unchanged: number[];
  output: OutputChunk[];
  frames: FrameShown[];
  frames_left_out: number;
}

export interface SavedFile {
  path: string;
  bytes: Base64;
}

export interface SavedCamera {
  name: string;
  model: string | null;
  number: number | null;
  machine: string | null;
  powered: boolean;
  clock: Instant;
  drive: SavedFile[];
  rom: Base64;
}

export interface SavedService {
  service: string;
  faults: ServiceFaultFields[];
}

export interface SavedLink {
  link: string;
  up: boolean;
  delay: Duration;
  bits_per_second: number;
  loss: number;
  duplication: number;
  reordering: number;
}

export interface SavedAttacker {
  name: string;
  kind: string;
  link: string;
  host: string;
  camera: string;
  active: boolean;
}

export interface SavedWorld {
  format: number;
  lesson: string;
  seed: number;
  true_time: Instant;
  workstation: SavedFile[];
  cameras: SavedCamera[];
  services: SavedService[];
  links: SavedLink[];
  attackers: SavedAttacker[] | null;
  progress: string;
  mystery: string | null;
}

export interface OpenCommand {
  lesson: string;
  seed: number;
  scene: SavedFile[];
  saved: SavedWorld | null;
  folder: string | null;
}

export type Nothing = Record<string, never>;

export type SaveCommand = Record<string, never>;

export type CourseCommand = Record<string, never>;

export interface LessonTextBlock {
  kind: string;
  camera: string;
  file: string;
  text: string;
  outcomes: string[];
  hidden: boolean;
}

export interface LessonTextStep {
  id: string;
  title: string;
  blocks: LessonTextBlock[];
}

export interface LessonText {
  id: string;
  title: string;
  minutes: number;
  needs: string[];
  teaches: string[];
  intro: LessonTextBlock[];
  steps: LessonTextStep[];
  closing: string;
  card_what: string;
  card_how: string;
  card_why: string;
}

export interface HintCommand {
  step: number;
}

export interface PredictCommand {
  step: number;
  prediction: number;
  outcome: number;
}

export interface ResetStepCommand {
  step: number;
}

export interface LessonActCommand {
  step: number | null;
  block: number | null;
  key_by_key: boolean;
}

export interface TypeLineCommand {
  camera: string;
  text: string;
  key_by_key: boolean;
}

export type CameraModelsCommand = Record<string, never>;

export interface CameraModelShown {
  id: string;
  name: string;
  core: string;
  clock_mhz: number;
  heap: number;
  power_up_clock: Instant;
  drive: number;
}

export interface AddCameraCommand {
  name: string;
  model: string;
  number: number | null;
  machine: string | null;
}

export interface RemoveCameraCommand {
  camera: string;
}

export interface PowerCommand {
  camera: string;
  on: boolean;
}

export interface ResetCommand {
  camera: string;
}

export interface HoldPinCommand {
  camera: string;
  pin: string;
  level: 'none' | 'low' | 'high';
}

export interface TypeCommand {
  camera: string;
  bytes: Base64;
}

export interface RunScriptCommand {
  camera: string;
  name: string;
  text: string;
}

export interface StopScriptCommand {
  camera: string;
}

export interface ShellCommand {
  line: string;
}

export interface TerminalKeysCommand {
  bytes: Base64;
}

export interface TerminalSizeCommand {
  columns: number;
  reflows: boolean;
}

export type TerminalHistoryCommand = Record<string, never>;

export interface SetTerminalHistoryCommand {
  lines: string[];
}

export interface CompleteCommand {
  line: string;
  cursor: number;
}

export interface Completion {
  start: number;
  candidates: string[];
}

export interface UnfinishedCommand {
  line: string;
}

export interface ListFilesCommand {
  place: string;
  path: string;
}

export interface FileEntry {
  name: string;
  is_folder: boolean;
  kind: 'other' | 'folder' | 'certificate' | 'certificate_chain' | 'certificate_request' | 'private_key' | 'public_key' | 'script' | 'text' | 'capture';
  encoding: 'none' | 'der' | 'pem';
  size: number;
  summary: string;
  loads: string;
  good: boolean;
}

export interface ReadFileCommand {
  place: string;
  path: string;
}

export interface WriteFileCommand {
  place: string;
  path: string;
  bytes: Base64;
}

export interface RemoveFileCommand {
  place: string;
  path: string;
}

export interface RenameFileCommand {
  place: string;
  from: string;
  to: string;
}

export interface MakeFolderCommand {
  place: string;
  path: string;
}

export interface InspectFileCommand {
  place: string;
  path: string;
}

export interface FileField {
  label: string;
  value: string;
}

export interface FileView {
  kind: 'other' | 'folder' | 'certificate' | 'certificate_chain' | 'certificate_request' | 'private_key' | 'public_key' | 'script' | 'text' | 'capture';
  content: string;
  encoding: string;
  summary: string;
  fields: FileField[];
  not_before: Instant | null;
  not_after: Instant | null;
  loads: string;
  good: boolean;
  reason: string;
  command: string;
  problem: string;
}

export type CertificateEventsCommand = Record<string, never>;

export interface CertificateEvent {
  at: Instant;
  text: string;
}

export interface LinkSetting {
  up: boolean;
  delay: Duration;
  loss: number;
  duplication: number;
  reordering: number;
}

export interface SetLinkCommand {
  link: string;
  conditions: LinkSetting;
}

export interface DropNextCommand {
  link: string;
  datagram: boolean;
}

export interface PlaceFaultCommand {
  link: string;
  fault: FrameFault;
}

export interface RemoveFaultCommand {
  link: string;
  id: number;
}

export interface PlanInterventionCommand {
  conversation: number;
  entry: number;
  action: 'drop' | 'flip';
  byte: number;
}

export interface Intervention {
  before: Instant;
  link: string;
  fault: FrameFault;
}

export type PreviousMessageCommand = Record<string, never>;

export interface SetServiceFaultsCommand {
  service: string;
  faults: ServiceFaultFields[];
}

export type AttackerKindsCommand = Record<string, never>;

export interface AttackerKindShown {
  kind: string;
  title: string;
  does: string;
  at_camera: boolean;
}

export interface SetAttackerCommand {
  attacker: string;
  active: boolean;
}

export interface PlaceAttackerCommand {
  kind: string;
  link: string;
  host: string;
  camera: string;
}

export interface RemoveAttackerCommand {
  attacker: string;
}

export interface SetClockCommand {
  true_time: Instant;
}

export interface SetPaceCommand {
  paused: boolean;
  pace: number;
}

export interface StepCommand {
  unit: 'message' | 'frame';
}

export interface RunToCommand {
  goal: 'message' | 'frame' | 'alert' | 'named_message' | 'handshake_done' | 'time' | 'script_end';
  name: string;
  at: Instant;
}

export interface CaptureCommand {
  conversation: number | null;
}

export type FrameHashCommand = Record<string, never>;

export type DiagnosesCommand = Record<string, never>;

export interface Cause {
  id: string;
  fit: 'no' | 'possible' | 'likely' | 'certain';
  cause: string;
  evidence: string[];
  next_steps: NextStep[];
}

export interface Diagnosis {
  camera: string;
  client: string;
  server: string;
  causes: Cause[];
}

export interface GoBackCommand {
  to: Instant;
}

export interface WentBack {
  from: Instant;
  before_program: boolean;
}

export type MysteryChoicesCommand = Record<string, never>;

export interface MysteryChoice {
  id: string;
  text: string;
}

export interface NameCauseCommand {
  cause: string;
}

export type AskWhyCommand = Record<string, never>;

export type BridgesCommand = Record<string, never>;

export interface BridgeShown {
  real: string;
  camera: string;
  port: number;
  datagram: boolean;
}

export interface ReachShown {
  name: string;
  real: string;
}

export interface BridgesShown {
  bridges: BridgeShown[];
  reaches: ReachShown[];
  problem: string;
}

export interface AddBridgeCommand {
  real_port: number;
  camera: string;
  port: number;
  datagram: boolean;
}

export interface RemoveBridgeCommand {
  real: string;
  datagram: boolean;
}

export interface AddReachCommand {
  name: string;
  real_port: number;
}

export interface RemoveReachCommand {
  name: string;
}

export interface CaptureView {
  frames: number;
  comment: string;
  note: string;
  secrets: number;
  conversations: ConversationSnapshot[];
}

export interface ProgressCheck {
  id: string;
  done: boolean;
}

export interface ProgressStep {
  id: string;
  done: boolean;
  seconds: number;
  hints: number;
  checks: ProgressCheck[];
  predictions: LessonPredictionSnapshot[];
  met: string[];
}

export interface ProgressLesson {
  id: string;
  finished: boolean;
  steps: ProgressStep[];
}

export interface ProgressFile {
  format: string;
  version: number;
  name: string;
  lessons: ProgressLesson[];
}

export interface ReadMessageCommand {
  conversation: number;
  entry: number;
}

export interface FieldView {
  label: string;
  value: string;
  depth: number;
  offset: number;
  size: number;
  rfc: string;
  about: string;
  layer: 'ethernet' | 'ip' | 'transport' | 'record' | 'handshake' | 'extension' | 'certificate' | 'application';
  broken: boolean;
}

export interface ByteOwner {
  offset: number;
  field: number;
}

export interface PartView {
  kind: 'frame' | 'record' | 'decrypted' | 'message' | 'unreadable' | 'certificate';
  title: string;
  decrypted: boolean;
  frames: number[];
  bytes: Base64;
  fields: FieldView[];
  owners: ByteOwner[];
}

export interface EavesdropperView {
  parts: number[];
  part: number;
  field: number;
}

export interface MessageView {
  parts: PartView[];
  part: number;
  field: number;
  left_out: number;
  eavesdropper: EavesdropperView;
}

export interface ReadFrameCommand {
  number: number;
}

export interface ListPacketsCommand {
  first: number;
  count: number;
}

export interface PacketView {
  number: number;
  at: Instant;
  link: string;
  source: string;
  destination: string;
  protocol: string;
  size: number;
  summary: string;
  comment: string;
  conversation: number | null;
}

export interface WriteTextCommand {
  conversation: number;
  entry: number | null;
}

export type WriteKeyLogCommand = Record<string, never>;

export interface CertificateTreesCommand {
  file: Base64;
}

export interface WhoMayConnectCommand {
  file: Base64;
  names: string[];
}

export interface NameView {
  name: string;
  accepted: boolean;
  reason: string;
}

export interface VerifyChainCommand {
  presented: Base64;
  anchors: Base64[];
  name: string;
  clock: Instant;
}

export interface ChainCheckView {
  check: string;
  passed: boolean;
  reason: string;
}

export interface ChainStepView {
  subject: string;
  role: string;
  checks: ChainCheckView[];
}

export interface ChainView {
  accepted: boolean;
  exception: string;
  alert: string;
  steps: ChainStepView[];
  notes: string[];
}

export interface BoardPlaceView {
  path: string;
  writable: boolean;
  size: number;
  free: number;
}

export interface BoardLackView {
  what: string;
  then: string;
}

export interface BoardView {
  title: string;
  clock: Instant | null;
  asked_at: Instant | null;
  heap_free: number;
  folder: string;
  places: BoardPlaceView[];
  lacks: BoardLackView[];
  update: string[];
}

export interface BoardFindingView {
  level: 'stops' | 'warns' | 'notes';
  what: string;
  why: string;
  mend: string;
  file: string;
  command: string;
}

export interface BoardChangeView {
  target: string;
  change: 'unchanged' | 'added' | 'replaced';
  size: number;
}

export interface ExaminationView {
  findings: BoardFindingView[];
  changes: BoardChangeView[];
  stops: boolean;
}

export interface BoardProgress {
  target: string;
  done: number;
  total: number;
}

export interface BoardSnapshot {
  task: 'none' | 'greeting' | 'examining' | 'deploying' | 'undoing' | 'running' | 'resetting';
  last: 'none' | 'greeting' | 'examining' | 'deploying' | 'undoing' | 'running' | 'resetting';
  failed: boolean;
  problem: string;
  lost: string;
  board: BoardView | null;
  examination: ExaminationView | null;
  progress: BoardProgress | null;
  done: string[];
}

export interface BoardUpdate {
  snapshot: BoardSnapshot;
  output: Base64;
}

export type GreetBoardCommand = Record<string, never>;

export interface BoardFile {
  name: string;
  contents: Base64;
}

export interface ExamineFilesCommand {
  files: BoardFile[];
  folder: string;
  names: string[];
}

export interface DeployFilesCommand {
  anyway: boolean;
}

export type UndoDeploymentCommand = Record<string, never>;

export interface RunOnBoardCommand {
  script: string;
}

export type ResetBoardCommand = Record<string, never>;

export interface TypeToBoardCommand {
  keys: Base64;
}

export type LeaveBoardCommand = Record<string, never>;

export interface Commands {
  open: { args: OpenCommand; reply: Nothing };
  save: { args: SaveCommand; reply: SavedWorld };
  course: { args: CourseCommand; reply: LessonText[] };
  hint: { args: HintCommand; reply: Nothing };
  predict: { args: PredictCommand; reply: Nothing };
  reset_step: { args: ResetStepCommand; reply: Nothing };
  lesson_act: { args: LessonActCommand; reply: number };
  type_line: { args: TypeLineCommand; reply: number };
  camera_models: { args: CameraModelsCommand; reply: CameraModelShown[] };
  add_camera: { args: AddCameraCommand; reply: Nothing };
  remove_camera: { args: RemoveCameraCommand; reply: Nothing };
  power: { args: PowerCommand; reply: Nothing };
  reset: { args: ResetCommand; reply: Nothing };
  hold_pin: { args: HoldPinCommand; reply: Nothing };
  type: { args: TypeCommand; reply: Nothing };
  run_script: { args: RunScriptCommand; reply: Nothing };
  stop_script: { args: StopScriptCommand; reply: Nothing };
  shell: { args: ShellCommand; reply: Nothing };
  terminal_keys: { args: TerminalKeysCommand; reply: Nothing };
  terminal_size: { args: TerminalSizeCommand; reply: Nothing };
  terminal_history: { args: TerminalHistoryCommand; reply: string[] };
  set_terminal_history: { args: SetTerminalHistoryCommand; reply: Nothing };
  complete: { args: CompleteCommand; reply: Completion };
  unfinished: { args: UnfinishedCommand; reply: boolean };
  list_files: { args: ListFilesCommand; reply: FileEntry[] };
  read_file: { args: ReadFileCommand; reply: Base64 };
  write_file: { args: WriteFileCommand; reply: Nothing };
  remove_file: { args: RemoveFileCommand; reply: Nothing };
  rename_file: { args: RenameFileCommand; reply: Nothing };
  make_folder: { args: MakeFolderCommand; reply: Nothing };
  inspect_file: { args: InspectFileCommand; reply: FileView };
  certificate_events: { args: CertificateEventsCommand; reply: CertificateEvent[] };
  set_link: { args: SetLinkCommand; reply: Nothing };
  drop_next: { args: DropNextCommand; reply: Nothing };
  place_fault: { args: PlaceFaultCommand; reply: number };
  remove_fault: { args: RemoveFaultCommand; reply: Nothing };
  plan_intervention: { args: PlanInterventionCommand; reply: Intervention };
  previous_message: { args: PreviousMessageCommand; reply: Instant | null };
  set_service_faults: { args: SetServiceFaultsCommand; reply: Nothing };
  attacker_kinds: { args: AttackerKindsCommand; reply: AttackerKindShown[] };
  set_attacker: { args: SetAttackerCommand; reply: Nothing };
  place_attacker: { args: PlaceAttackerCommand; reply: string };
  remove_attacker: { args: RemoveAttackerCommand; reply: Nothing };
  set_clock: { args: SetClockCommand; reply: Nothing };
  set_pace: { args: SetPaceCommand; reply: Nothing };
  step: { args: StepCommand; reply: Nothing };
  run_to: { args: RunToCommand; reply: Nothing };
  capture: { args: CaptureCommand; reply: Base64 };
  frame_hash: { args: FrameHashCommand; reply: string };
  diagnoses: { args: DiagnosesCommand; reply: Diagnosis[] };
  go_back: { args: GoBackCommand; reply: WentBack };
  mystery_choices: { args: MysteryChoicesCommand; reply: MysteryChoice[] };
  name_cause: { args: NameCauseCommand; reply: Nothing };
  ask_why: { args: AskWhyCommand; reply: Nothing };
  bridges: { args: BridgesCommand; reply: BridgesShown };
  add_bridge: { args: AddBridgeCommand; reply: string };
  remove_bridge: { args: RemoveBridgeCommand; reply: Nothing };
  add_reach: { args: AddReachCommand; reply: Nothing };
  remove_reach: { args: RemoveReachCommand; reply: Nothing };
}

export interface ReaderCommands {
  message: { args: ReadMessageCommand; reply: MessageView };
  frame: { args: ReadFrameCommand; reply: MessageView };
  packets: { args: ListPacketsCommand; reply: PacketView[] };
  text: { args: WriteTextCommand; reply: string };
  key_log: { args: WriteKeyLogCommand; reply: string };
  certificate_trees: { args: CertificateTreesCommand; reply: MessageView };
  who_may_connect: { args: WhoMayConnectCommand; reply: NameView[] };
  verify_chain: { args: VerifyChainCommand; reply: ChainView };
}

export interface BoardCommands {
  greet: { args: GreetBoardCommand; reply: BoardSnapshot };
  examine: { args: ExamineFilesCommand; reply: BoardSnapshot };
  deploy: { args: DeployFilesCommand; reply: BoardSnapshot };
  undo: { args: UndoDeploymentCommand; reply: BoardSnapshot };
  run: { args: RunOnBoardCommand; reply: BoardSnapshot };
  reset: { args: ResetBoardCommand; reply: BoardSnapshot };
  type: { args: TypeToBoardCommand; reply: BoardSnapshot };
  leave: { args: LeaveBoardCommand; reply: BoardSnapshot };
}
