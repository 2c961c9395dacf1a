namespace DurableSagas.EndToEnd.Tests.Page.Browser;

/// <summary>One app and one browser for all tests of the page, beside nothing else: a browser takes what tests of times and kills need.</summary>
[CollectionDefinition(PageApp.Collection, DisableParallelization = true)]
public sealed class PageGroup : ICollectionFixture<PageApp>;
