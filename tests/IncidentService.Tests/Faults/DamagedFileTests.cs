using IncidentService.Tests.CommandLine;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Faults;

/// <summary>A file of the register that a disk or a copy has damaged.</summary>
public sealed class DamagedFileTests : RegisterCommandSuite
{
    private const int Page = 4096;

    [Theory]
    [InlineData("cut short")]
    [InlineData("overwritten in the middle")]
    [InlineData("overwritten at the start")]
    public async Task A_damaged_file_is_refused_at_start_with_instructions_and_is_not_changed(string damage)
    {
        await Migrate();
        Damage(damage);
        var before = await File.ReadAllBytesAsync(Register);

        var why = (await Run("serve", "--urls", "http://127.0.0.1:0")).ExpectOneLine(1);

        Assert.Contains("damaged", why);
        Assert.Contains("restore", why);
        Assert.Equal(before, await File.ReadAllBytesAsync(Register));
    }

    [Fact]
    public async Task A_write_ahead_log_truncated_by_a_crash_is_not_damage()
    {
        var key = await ServiceProcess.Prepare(Register);
        await using (var service = await ServiceProcess.Start(Register))
        {
            using var desk = new ApiClient(service.Address, key);
            await desk.Open();
            await service.Kill();
        }
        await using (var log = new FileStream(Register + "-wal", FileMode.Open)) log.SetLength(log.Length - 100);

        await using var again = await ServiceProcess.Start(Register);
        using var later = new ApiClient(again.Address, key);
        await later.Open();
    }

    private void Damage(string damage)
    {
        using var file = new FileStream(Register, FileMode.Open);
        if (damage == "cut short")
        {
            file.SetLength(file.Length / 2 / Page * Page);
            return;
        }
        file.Position = damage == "overwritten at the start" ? 0 : Page;
        file.Write(Enumerable.Repeat((byte)0x5A, Page * 4).ToArray());
    }
}
