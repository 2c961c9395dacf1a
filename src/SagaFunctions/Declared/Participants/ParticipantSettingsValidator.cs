using Microsoft.Extensions.Options;

namespace DurableSagas.SagaFunctions.Declared.Participants;

[OptionsValidator]
internal sealed partial class ParticipantSettingsValidator : IValidateOptions<ParticipantSettings>;
