using Microsoft.Extensions.Options;

namespace DurableSagas.SagaFunctions.Declared.Registration;

[OptionsValidator]
internal sealed partial class ParticipantSettingsValidator : IValidateOptions<ParticipantSettings>;
