using Microsoft.Extensions.Options;

namespace DurableSagas.Functions.Retention;

[OptionsValidator]
internal sealed partial class RetentionSettingsValidator : IValidateOptions<RetentionSettings>;
