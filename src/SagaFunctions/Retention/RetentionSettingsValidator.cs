using Microsoft.Extensions.Options;

namespace DurableSagas.SagaFunctions.Retention;

[OptionsValidator]
internal sealed partial class RetentionSettingsValidator : IValidateOptions<RetentionSettings>;
