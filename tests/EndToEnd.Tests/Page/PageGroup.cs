namespace DurableSagas.EndToEnd.Tests.Page;

/// <summary>One app and one browser for all tests of the page.</summary>
[CollectionDefinition(PageApp.Collection)]
public sealed class PageGroup : ICollectionFixture<PageApp>;
