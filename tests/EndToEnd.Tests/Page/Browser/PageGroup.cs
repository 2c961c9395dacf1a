namespace DurableSagas.EndToEnd.Tests.Page.Browser;

/// <summary>One app and one browser for all tests of the page.</summary>
[CollectionDefinition(PageApp.Collection)]
public sealed class PageGroup : ICollectionFixture<PageApp>;
