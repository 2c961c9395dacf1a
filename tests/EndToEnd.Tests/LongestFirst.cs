using DurableSagas.EndToEnd.Tests;
using DurableSagas.EndToEnd.Tests.Local;
using DurableSagas.EndToEnd.Tests.Throttling;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(LongestFirst))]

namespace DurableSagas.EndToEnd.Tests;

/// <summary>Begins with the tests that take minutes: begun last, they would run alone at the end.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] _longest = [.. new[] { typeof(CrashTests), typeof(ThrottledStorageTests), typeof(ConservationTests) }.Select(type => type.FullName!)];

    /// <inheritdoc/>
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(collection => Array.FindIndex(_longest, test => collection.TestCollectionDisplayName.EndsWith(test, StringComparison.Ordinal)) is >= 0 and var place ? place : _longest.Length)
            .ThenBy(collection => collection.TestCollectionDisplayName, StringComparer.Ordinal)];
}
