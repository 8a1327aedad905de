using Microsoft.Playwright;

namespace PartnerChat.Tests.Fixtures;

/// <summary>Whether what a page came with was away, for however short a time, while the page became live.</summary>
internal static class Gaps
{
    /// <summary>Looks at every change of the pages that come from now on.</summary>
    /// <param name="selector">What is to be there all the time.</param>
    public static Task WatchForGapsAsync(this IPage page, string selector) => page.AddInitScriptAsync($$"""
        addEventListener('DOMContentLoaded', () => {
          window.gaps = 0;
          new MutationObserver(() => { if (!document.querySelector('{{selector}}')) window.gaps++; }).observe(document.body, { childList: true, subtree: true });
        });
        """);

    public static async Task HasNoGapsAsync(this IPage page) => Assert.Equal(0, await page.EvaluateAsync<int>("window.gaps"));
}
