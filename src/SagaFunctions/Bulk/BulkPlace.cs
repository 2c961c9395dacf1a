namespace DurableSagas.SagaFunctions.Bulk;

/// <summary>One saga among those that are rewound.</summary>
/// <param name="IsLastLook">True when it is looked at for the last time, whatever it has come to.</param>
public sealed record BulkPlace(string Id, int Place, bool IsLastLook = false);
