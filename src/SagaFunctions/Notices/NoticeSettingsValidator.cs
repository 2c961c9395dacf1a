using Microsoft.Extensions.Options;

namespace DurableSagas.SagaFunctions.Notices;

[OptionsValidator]
internal sealed partial class NoticeSettingsValidator : IValidateOptions<NoticeSettings>;
