namespace DurableSagas.SagaFunctions.Bulk.Rows;

/// <summary>Where many rewinds stand.</summary>
internal enum BulkStatus
{
    Running,
    Completed,

    /// <summary>What was under way is looked after to its end; no other saga is rewound.</summary>
    Cancelled,
}
