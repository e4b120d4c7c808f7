#pragma once
#include <tuple>

#include "sim/lab/command/attackers.h"
#include "sim/lab/command/bridge.h"
#include "sim/lab/command/cameras.h"
#include "sim/lab/command/capture.h"
#include "sim/lab/command/clock.h"
#include "sim/lab/command/console.h"
#include "sim/lab/command/diagnoses.h"
#include "sim/lab/command/files.h"
#include "sim/lab/command/go_back.h"
#include "sim/lab/command/inspect.h"
#include "sim/lab/command/intervention.h"
#include "sim/lab/command/lesson.h"
#include "sim/lab/command/lesson_act.h"
#include "sim/lab/command/links.h"
#include "sim/lab/command/mystery.h"
#include "sim/lab/command/open.h"
#include "sim/lab/command/pins.h"
#include "sim/lab/command/power.h"
#include "sim/lab/command/save.h"
#include "sim/lab/command/services.h"
#include "sim/lab/command/step.h"
#include "sim/lab/command/terminal.h"

namespace tlscam {

/// Every command that user interfaces send to a `Session`. A new one is its file here and a line in this
/// list: JSON, the page's types and going back in time follow.
using CommandList = std::tuple<
    OpenCommand, SaveCommand, CourseCommand, HintCommand, PredictCommand, ResetStepCommand, LessonActCommand,
    TypeLineCommand, CameraModelsCommand, AddCameraCommand, RemoveCameraCommand, PowerCommand, ResetCommand,
    HoldPinCommand, TypeCommand, RunScriptCommand, StopScriptCommand, ShellCommand, TerminalKeysCommand,
    TerminalSizeCommand, TerminalHistoryCommand, SetTerminalHistoryCommand, CompleteCommand,
    UnfinishedCommand, ListFilesCommand, ReadFileCommand, WriteFileCommand, RemoveFileCommand,
    RenameFileCommand, MakeFolderCommand, InspectFileCommand, CertificateEventsCommand, SetLinkCommand,
    DropNextCommand, PlaceFaultCommand, RemoveFaultCommand, PlanInterventionCommand, PreviousMessageCommand,
    SetServiceFaultsCommand, AttackerKindsCommand, SetAttackerCommand, PlaceAttackerCommand,
    RemoveAttackerCommand, SetClockCommand, SetPaceCommand, StepCommand, RunToCommand, CaptureCommand,
    FrameHashCommand, DiagnosesCommand, GoBackCommand, MysteryChoicesCommand, NameCauseCommand, AskWhyCommand,
    BridgesCommand, AddBridgeCommand, RemoveBridgeCommand, AddReachCommand, RemoveReachCommand>;

}  // namespace tlscam
