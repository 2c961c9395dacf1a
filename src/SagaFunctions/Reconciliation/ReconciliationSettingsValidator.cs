using Microsoft.Extensions.Options;

namespace DurableSagas.SagaFunctions.Reconciliation;

[OptionsValidator]
internal sealed partial class ReconciliationSettingsValidator : IValidateOptions<ReconciliationSettings>;
