using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Outcomes.Interventions;
using DurableSagas.Sagas.Rewinds;

namespace DurableSagas.SagaFunctions.Previews;

/// <summary>What a rewind would do.</summary>
/// <param name="Saga">That was asked for.</param>
/// <param name="Root">That would be rewound: the one on top, where it is part of others.</param>
/// <param name="MayIntervene">What an operator may do in place of the attempt.</param>
/// <param name="Follows">In order, if what is repeated works, and all of it.</param>
internal sealed record RewindPreview(
    string Saga,
    string Root,
    RepeatedAttempt Repeats,
    IReadOnlyList<RewindCall> Follows,
    IReadOnlyList<UntouchedStep> Untouched,
    IReadOnlyList<InterventionAction> MayIntervene);
