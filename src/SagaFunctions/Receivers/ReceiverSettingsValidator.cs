using Microsoft.Extensions.Options;

namespace DurableSagas.SagaFunctions.Receivers;

[OptionsValidator]
internal sealed partial class ReceiverSettingsValidator : IValidateOptions<ReceiverSettings>;
