using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace IncidentService.Browser.Infrastructure;

/// <summary>axe-core, put into a page once and asked as often as the page changes.</summary>
internal static class Axe
{
    private const string Colours = "color-contrast";

    private const string Find =
        """
        async ([selector, rules]) => {
          const changes = document.getAnimations().filter((change) => Number.isFinite(change.effect.getComputedTiming().endTime));
          await Promise.all(changes.map((change) => change.finished.catch(() => {}))); // colours half way between two fit neither
          const { violations, passes } = await axe.run(selector ?? document, {
            elementRef: false, resultTypes: ["violations"], ...(rules.length > 0 && { runOnly: { type: "rule", values: rules } }),
          });
          if (passes.length === 0) return ["axe found nothing to check"];
          return violations.flatMap(({ id, impact, nodes }) => nodes.map(
            (node) => `${id} (${impact}): ${node.target} ${node.html}\n    ${node.failureSummary}`));
        }
        """;

    private static readonly string Script = new BundledAxeScriptProvider().GetScript();

    /// <summary>What breaks a rule in the page as it is now, or in the part of it that a CSS selector names.</summary>
    public static async Task<string[]> FindViolations(IPage page, string? selector = null, params string[] rules)
    {
        if (!await page.EvaluateAsync<bool>("() => Boolean(globalThis.axe)")) await page.EvaluateAsync(Script + ";0");
        return await page.EvaluateAsync<string[]>(Find, new object?[] { selector, rules });
    }

    /// <summary>The rules that depend on the colour scheme only.</summary>
    public static Task<string[]> FindFaintText(IPage page, string? selector) => FindViolations(page, selector, Colours);
}
