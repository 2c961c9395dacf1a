using Microsoft.Extensions.Options;

namespace DurableSagas.Functions.Declared.Participants;

[OptionsValidator]
internal sealed partial class ParticipantSettingsValidator : IValidateOptions<ParticipantSettings>;
