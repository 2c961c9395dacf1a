namespace DurableSagas.SagaFunctions.Bulk.Rows;

/// <summary>What came of one of many rewinds.</summary>
internal enum BulkResult
{
    /// <summary>It went on, and had not ended when it was last looked at.</summary>
    Rewound,
    StuckAgain,
    Completed,
    Compensated,

    /// <summary>It could not be rewound, and nothing was done.</summary>
    Refused,
}
