using Microsoft.Extensions.Options;

namespace DurableSagas.Functions.Reconciliation;

[OptionsValidator]
internal sealed partial class ReconciliationSettingsValidator : IValidateOptions<ReconciliationSettings>;
