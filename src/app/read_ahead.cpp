#include "app/read_ahead.hpp"

namespace provtool {

namespace {

constexpr std::size_t k_files = 32;
constexpr std::size_t k_bytes = 1 << 20;

}  // namespace

void ReadAhead::add(Job job, Expected<Input> input) {
  m_batch.bytes += input ? input->bytes.size() : 0;
  m_batch.files.emplace_back(std::move(job), std::move(input));
  if (m_batch.files.size() < k_files && m_batch.bytes < k_bytes) return;
  if (m_judged.is_full()) deliver(m_judged.take());
  m_judged.start([this, batch = std::exchange(m_batch, {})] { return judged(batch); });
}

void ReadAhead::finish() {
  while (!m_judged.is_empty()) deliver(m_judged.take());
  deliver(judged(std::exchange(m_batch, {})));
}

std::vector<FileOutcome> ReadAhead::judged(const Batch& batch) const {
  std::vector<FileOutcome> outcomes;
  for (const auto& [job, input] : batch.files)
    outcomes.push_back(
        {job.path, input.map([&, &job = job](const Input& read) { return m_judge(job, read); })});
  return outcomes;
}

void ReadAhead::deliver(std::vector<FileOutcome> outcomes) {
  for (auto& outcome : outcomes) m_deliver(std::move(outcome));
}

}  // namespace provtool
